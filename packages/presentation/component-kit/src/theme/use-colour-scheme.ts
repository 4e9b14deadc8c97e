import { useComputedColorScheme, useMantineColorScheme } from '@mantine/core';

export interface ColourSchemeChoice {
  /** What the person chose. */
  readonly choice: 'light' | 'dark' | 'auto';
  /** What is shown now. */
  readonly shown: 'light' | 'dark';
  choose(choice: 'light' | 'dark' | 'auto'): void;
}

/** Light, dark or as the system has it; remembered on this device. */
export function useColourScheme(): ColourSchemeChoice {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const shown = useComputedColorScheme('light');
  return { choice: colorScheme, shown, choose: setColorScheme };
}
