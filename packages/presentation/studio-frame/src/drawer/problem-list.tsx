import { nameForPeople, type ViolationRule } from '@plinth/app-definition';
import { Icon, useText } from '@plinth/component-kit';
import { useSignalValue } from '@plinth/page-renderer';
import { useState } from 'react';
import { mostComponents, mostQueries, type PageFinding } from '../work/page-findings.ts';
import { placeOf } from '../work/studio-work.ts';
import { useDefinition, useWork } from '../work/use-work.ts';

const mostShown = 200;
const kinds = ['definition', 'types', 'accessibility', 'performance'] as const;
type Kind = (typeof kinds)[number];

interface Problem {
  readonly kind: Kind;
  readonly record: string;
  readonly words: string;
}

/** What is wrong, each with the way there; of all kinds or of one. */
export function ProblemList() {
  const text = useText();
  const work = useWork();
  const definition = useDefinition();
  const problems = useSignalValue(work.problems);
  const findings = useSignalValue(work.findings);
  const [only, setOnly] = useState<Kind | null>(null);
  const all: readonly Problem[] = [
    ...problems.map(({ rule, record, message, hint }) => ({ kind: kindOf(rule), record, words: `${message} ${hint ?? ''}`.trim() })),
    ...findings.map((finding) => ({ kind: finding.kind, record: finding.record, words: wordsOf(finding, text) })),
  ];
  const names: Record<Kind, string> = {
    definition: text('studio.kindDefinition', 'Definition'),
    types: text('studio.kindTypes', 'Expressions'),
    accessibility: text('studio.kindAccessibility', 'Accessibility'),
    performance: text('studio.kindPerformance', 'Performance'),
  };
  if (all.length === 0) return <p className="studio-none">{text('studio.noProblemsText', 'Nothing is wrong: this can be published.')}</p>;
  const present = kinds.filter((kind) => all.some((each) => each.kind === kind));
  const shown = only !== null && present.includes(only) ? all.filter(({ kind }) => kind === only) : all;
  return (
    <>
      {present.length < 2 ? null : (
        <fieldset className="studio-kinds" aria-label={text('studio.problemKinds', 'Kinds of problems')}>
          {present.map((kind) => (
            <button
              key={kind}
              type="button"
              className="studio-tool"
              aria-pressed={only === kind}
              onClick={() => setOnly(only === kind ? null : kind)}
            >
              {names[kind]} <small>{all.filter((each) => each.kind === kind).length}</small>
            </button>
          ))}
        </fieldset>
      )}
      <ul className="studio-problems">
        {shown.slice(0, mostShown).map(({ kind, record: id, words }) => {
          const record = definition.records.get(id);
          const place = placeOf(work, definition, id);
          return (
            <li key={`${id} ${words}`} data-kind={kind}>
              <button type="button" disabled={place === null} onClick={() => place && work.open(place.artefact, [id])}>
                <Icon name={kind === 'definition' || kind === 'types' ? 'alert-circle' : 'alert-triangle'} size={14} />
                <strong>{record === undefined ? id : nameForPeople(record)}</strong>
                <span>{words}</span>
              </button>
            </li>
          );
        })}
      </ul>
    </>
  );
}

function kindOf(rule: ViolationRule): Kind {
  return rule === 'expression' ? 'types' : 'definition';
}

function wordsOf({ finding, count }: PageFinding, text: ReturnType<typeof useText>): string {
  if (finding === 'unlabelled') return text('studio.unlabelled', 'It has no label: who does not see it cannot know what to enter.');
  if (finding === 'no-alternative') return text('studio.noAlternative', 'It has no description for those who do not see the picture.');
  if (finding === 'many-components') {
    return text('studio.manyComponents', 'The page has {count} components; beyond {most} it opens slowly.', {
      count,
      most: mostComponents,
    });
  }
  return text('studio.manyQueries', 'The page has {count} queries; beyond {most} it opens slowly.', { count, most: mostQueries });
}
