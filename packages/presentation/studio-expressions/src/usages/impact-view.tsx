import { Icon, useText } from '@plinth/component-kit';
import { type DefinitionExpressions, type Impact, impactOf, inSlices } from '@plinth/definition-expressions';
import { useWork } from '@plinth/studio-frame';
import { useEffect, useState } from 'react';
import type { WantedChange } from './change-panel.tsx';
import { artefactWords } from './place-words.ts';

interface ImpactViewProps {
  readonly change: WantedChange;
  readonly expressions: DefinitionExpressions;
  onOpen(record: string): void;
  onClose(): void;
}

const mostShown = 200;

/** What a change would break, found by making it on a copy of the definition. */
export function ImpactView({ change, expressions, onOpen, onClose }: ImpactViewProps) {
  const text = useText();
  const { components } = useWork();
  const [found, setFound] = useState<{ readonly of: WantedChange; readonly impact: Impact } | null>(null);
  useEffect(() => {
    const trying = new AbortController();
    const componentIds = new Set(components.map(({ id }) => id));
    void inSlices(impactOf(expressions, change.body, { componentIds }), trying.signal).then((impact) => {
      if (impact !== null) setFound({ of: change, impact });
    });
    return () => trying.abort();
  }, [change, expressions, components]);
  const impact = found?.of === change ? found.impact : null;
  const { definition } = expressions;
  return (
    <section className="usages-impact" aria-busy={impact === null}>
      <header>
        <h2>{change.title}</h2>
        <button type="button" className="studio-link" onClick={onClose}>
          {text('studio.closeDrawer', 'Close')}
        </button>
      </header>
      <p role="status">
        {impact === null
          ? text('studio.usages.checking', 'Everything is being checked …')
          : impact.refused !== null
            ? text('studio.usages.refused', 'It cannot be done: {reason}.', { reason: impact.refused })
            : impact.broken.length === 0
              ? text('studio.usages.nothingBreaks', 'Nothing breaks.')
              : text('studio.usages.breaks', '{count, plural, one {# thing breaks} other {# things break}}.', {
                  count: impact.broken.length,
                })}
      </p>
      <ul>
        {(impact?.broken ?? []).slice(0, mostShown).map(({ record: id, path, message, hint }) => {
          const record = definition.records.get(id);
          return (
            <li key={`${path} ${message}`}>
              <button type="button" onClick={() => onOpen(id)}>
                <Icon name="alert-circle" size={14} />
                <strong>
                  <bdi>{record === undefined ? id : artefactWords(definition, record, text)}</bdi>
                </strong>
                <span>
                  {path.split('/').slice(3).join(' › ')} {message} {hint}
                </span>
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
