import { useText } from '@plinth/component-kit';
import { useMemo } from 'react';
import type { Play } from './plays.ts';

export const playIcons: Readonly<Record<Play['kind'], string>> = {
  start: 'player-play',
  complete: 'check',
  message: 'mail',
  signal: 'broadcast',
  timer: 'clock',
  activate: 'player-play',
  resolve: 'refresh',
};

/** What a play is called. */
export function usePlayNames(): (play: Play) => string {
  const text = useText();
  return useMemo(
    () =>
      ({ kind, name, round }: Play) => {
        const words = {
          start: () => text('studio.bpmn.beginHere', 'Begin here'),
          complete: () => text('studio.bpmn.complete', 'Complete'),
          message: () => text('studio.bpmn.sendMessage', 'Send {name}', { name }),
          signal: () => text('studio.bpmn.sendSignal', 'Signal {name}', { name }),
          timer: () => text('studio.bpmn.letRing', 'Let it be {due}', { due: name.replace('T', ' ').replace(/(:00)?(\.\d+)?Z$/, '') }),
          activate: () => text('studio.bpmn.activate', 'Start'),
          resolve: () => text('studio.bpmn.resolve', 'Try again'),
        }[kind]();
        return round === undefined ? words : text('studio.bpmn.inRound', '{what}, round {round}', { what: words, round });
      },
    [text],
  );
}
