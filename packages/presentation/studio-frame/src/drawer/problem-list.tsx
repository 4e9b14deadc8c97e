import type { ViolationRule } from '@plinth/app-definition';
import { Icon, useText } from '@plinth/component-kit';
import type { Finding } from '@plinth/definition-findings';
import { useSignalValue } from '@plinth/page-renderer';
import { useState } from 'react';
import { recordWords } from '../work/record-words.ts';
import { placeOf } from '../work/studio-work.ts';
import { useDefinition, useWork } from '../work/use-work.ts';
import { findingWords, fixWords } from './finding-words.ts';

const mostShown = 200;
const kinds = ['definition', 'types', 'accessibility', 'performance'] as const;
type Kind = (typeof kinds)[number];

interface Problem {
  readonly kind: Kind;
  readonly record: string;
  readonly words: string;
  /** Present where it can be published nevertheless. */
  readonly finding?: Finding;
}

/** What is wrong, each with the way there and, where there is one, what mends it; of all kinds or of one. */
export function ProblemList() {
  const text = useText();
  const work = useWork();
  const problems = useSignalValue(work.problems);
  const findings = useSignalValue(work.findings);
  const [only, setOnly] = useState<Kind | null>(null);
  const all: readonly Problem[] = [
    ...problems.map(({ rule, record, message, hint }) => ({ kind: kindOf(rule), record, words: `${message} ${hint ?? ''}`.trim() })),
    ...findings.map((finding) => ({ kind: finding.kind, record: finding.record, words: findingWords(finding, text), finding })),
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
        {shown.slice(0, mostShown).map((problem) => (
          <ProblemRow key={`${problem.record} ${problem.words}`} problem={problem} />
        ))}
        {shown.length > mostShown ? (
          <li className="studio-none">
            {text('studio.moreProblems', '{count, plural, one {# more} other {# more}}', { count: shown.length - mostShown })}
          </li>
        ) : null}
      </ul>
    </>
  );
}

function ProblemRow({ problem: { kind, record: id, words, finding } }: { readonly problem: Problem }) {
  const text = useText();
  const work = useWork();
  const definition = useDefinition();
  const record = definition.records.get(id);
  const place = placeOf(work, definition, id);
  const artefact = place === null || place.artefact === id ? undefined : definition.records.get(place.artefact);
  const name = record === undefined ? id : recordWords(record, text);
  const fix = finding?.fix ?? null;
  const label = finding === undefined ? '' : fixWords(finding.finding, text);
  return (
    <li data-kind={kind}>
      <button type="button" className="studio-problem" disabled={place === null} onClick={() => place && work.open(place.artefact, [id])}>
        <Icon name={finding === undefined ? 'alert-circle' : 'alert-triangle'} size={14} />
        <strong>
          <bdi>{name}</bdi>
          {artefact === undefined ? null : <small>{` · ${recordWords(artefact, text)}`}</small>}
        </strong>
        <span>{words}</span>
      </button>
      {fix === null ? null : (
        <button
          type="button"
          className="studio-link"
          aria-label={text('studio.fixNamed', '{fix}: {name}', { fix: label, name })}
          onClick={() => work.act(fix, text('studio.fixNamed', '{fix}: {name}', { fix: label, name }))}
        >
          {label}
        </button>
      )}
    </li>
  );
}

function kindOf(rule: ViolationRule): Kind {
  return rule === 'expression' ? 'types' : 'definition';
}
