import { useColourScheme, useText } from '@plinth/component-kit';
import { memo } from 'react';
import { ToolButton } from '../parts/tool-button.tsx';

/** Changes between light and dark. */
export const Colours = memo(function Colours() {
  const text = useText();
  const { shown, choose } = useColourScheme();
  const other = shown === 'dark' ? 'light' : 'dark';
  return (
    <ToolButton
      icon={other === 'dark' ? 'moon' : 'sun'}
      label={other === 'dark' ? text('studio.goDark', 'Dark colours') : text('studio.goLight', 'Light colours')}
      onClick={() => choose(other)}
    />
  );
});
