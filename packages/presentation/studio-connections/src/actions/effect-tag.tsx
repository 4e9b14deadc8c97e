import { useText } from '@plinth/component-kit';

/** What asking a system does there. */
export function EffectTag({ effect }: { readonly effect: 'reads' | 'repeatable' | 'once' }) {
  const text = useText();
  const words = {
    reads: text('studio.connections.effect.reads', 'reads'),
    repeatable: text('studio.connections.effect.repeatable', 'changes, may be repeated'),
    once: text('studio.connections.effect.once', 'changes'),
  };
  return (
    <span className="studio-tag" data-effect={effect}>
      {words[effect]}
    </span>
  );
}
