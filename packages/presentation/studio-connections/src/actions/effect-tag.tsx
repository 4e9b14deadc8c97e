import { type TextLookup, useText } from '@plinth/component-kit';

export type ActionEffect = 'reads' | 'repeatable' | 'once';

/** What asking for an action does, in words. */
export function effectWords(text: TextLookup): Readonly<Record<ActionEffect, string>> {
  return {
    reads: text('studio.connections.effect.reads', 'reads'),
    repeatable: text('studio.connections.effect.repeatable', 'changes, may be repeated'),
    once: text('studio.connections.effect.once', 'changes'),
  };
}

/** Whether asking for an action changes something there. */
export function EffectTag({ effect }: { readonly effect: ActionEffect }) {
  return (
    <span className="studio-tag" data-effect={effect}>
      {effectWords(useText())[effect]}
    </span>
  );
}
