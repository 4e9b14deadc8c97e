import { setConnector } from '@plinth/api-contract';
import { useText } from '@plinth/component-kit';
import { asPlinthError, type PlinthError } from '@plinth/foundation';
import { FailureLine, useWork } from '@plinth/studio-frame';
import { useState } from 'react';
import { type ActionEffect, effectWords } from './effect-tag.tsx';

interface EffectChoiceProps {
  readonly connection: string;
  readonly environment: string;
  readonly action: string;
  readonly effect: ActionEffect;
  onChanged(): void;
}

const effects: readonly ActionEffect[] = ['reads', 'repeatable', 'once'];

/** Says what asking for an action does, which documents often leave open: what only reads is shown by pages and asked again. */
export function EffectChoice({ connection, environment, action, effect, onChanged }: EffectChoiceProps) {
  const text = useText();
  const { client, tenant } = useWork();
  const [failure, setFailure] = useState<PlinthError | null>(null);
  const words = effectWords(text);
  const choose = async (chosen: ActionEffect) => {
    setFailure(null);
    try {
      await client.call(setConnector, { tenant, environment }, { connection, effects: { [action]: chosen } });
      onChanged();
    } catch (thrown) {
      setFailure(asPlinthError(thrown));
    }
  };
  return (
    <>
      <label className="connections-effect">
        <span>{text('studio.connections.effect', 'Asking for it')}</span>
        <select
          value={effect}
          onChange={({ currentTarget }) => void choose(effects.find((each) => each === currentTarget.value) ?? effect)}
        >
          {effects.map((each) => (
            <option key={each} value={each}>
              {words[each]}
            </option>
          ))}
        </select>
      </label>
      <FailureLine error={failure} />
    </>
  );
}
