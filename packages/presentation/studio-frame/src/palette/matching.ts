import type { Command } from '../work/command.ts';

/** The commands whose title has every word of the search, those that begin with it first. */
export function matching(commands: readonly Command[], search: string): readonly Command[] {
  const usable = commands.filter(({ disabled }) => disabled !== true);
  const words = search.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return usable;
  const ranked = usable.flatMap((command, place) => {
    const title = command.title.toLocaleLowerCase();
    if (!words.every((word) => title.includes(word))) return [];
    return [{ command, rank: title.startsWith(words[0] ?? '') ? 0 : 1, place }];
  });
  return ranked.sort((one, other) => one.rank - other.rank || one.place - other.place).map(({ command }) => command);
}
