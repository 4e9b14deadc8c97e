import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type RecordedSpan, recordedSpans } from '@plinth/foundation/testing';

const root = join(import.meta.dirname, '..', '..', '..');

/** A step as a page of docs/life-of/ has it: its number, the name of its span, the file it is done in. */
export interface WrittenStep {
  readonly number: string;
  readonly span: string;
  readonly file: string;
}

/** The steps of the table of a page below a heading, in order: rows of `| number | \`span\` | [file](…) | what happens |`. */
export function writtenSteps(page: string, heading: string): readonly WrittenStep[] {
  const text = readFileSync(join(root, 'docs', 'life-of', page), 'utf8');
  const [, section = ''] = text.split(`## ${heading}\n`);
  const rows = section.split('\n## ')[0]?.matchAll(/^\| ([\d.]+) \| `([^`]+)` \| \[[^\]]+\]\(\.\.\/\.\.\/([^)]+)\) \| .+ \|$/gm) ?? [];
  return [...rows].map(([, number = '', span = '', file = '']) => ({ number, span, file }));
}

/** Files that a page links to and that do not exist. */
export function missingFiles(page: string): readonly string[] {
  const text = readFileSync(join(root, 'docs', 'life-of', page), 'utf8');
  const files = [...text.matchAll(/\]\(\.\.\/\.\.\/([^)#]+)\)/g)].map(([, file = '']) => file);
  return files.filter((file) => !existsSync(join(root, file)));
}

/** The steps of a request as numbers and names, without those that are left out; what remains is numbered anew. */
export function recordedSteps(spans: readonly RecordedSpan[], leftOut: RegExp = /^$/): readonly Pick<WrittenStep, 'number' | 'span'>[] {
  const counts: number[] = [];
  return spans
    .filter(({ name }) => !leftOut.test(name))
    .map(({ number, name }) => {
      const depth = number.split('.').length;
      counts.length = depth;
      counts[depth - 1] = (counts[depth - 1] ?? 0) + 1;
      return { number: counts.join('.'), span: name };
    });
}

/** Spans of every request to a platform, a list for each, in the order in which the requests came. */
export function observedRequests() {
  const requests: (readonly RecordedSpan[])[] = [];
  return {
    requests,
    spans() {
      const { recorder, spans } = recordedSpans();
      requests.push(spans);
      return recorder;
    },
  };
}

/** The application that the pages of docs/life-of/ tell of. */
export const lifeOfFiles = {
  'plinth.yaml': 'format: 1\nkey: notes\ntype: application\nlabel: Notes\nhomePage: notes\n',
  'roles.yaml': 'writer:\n  heldBy: members\n  permissions:\n    note: all\n',
  'entities/note.yaml': 'label: Note\nlabelPlural: Notes\ntitle: text\nfields:\n  text: { type: text, required: true }\n',
  'pages/notes.yaml': [
    'label: Notes',
    "path: ''",
    'queries:',
    '  notes: { entity: note, sort: [ text ] }',
    'components:',
    '  - ui.heading: Notes',
    '  - ui.button: { text: Add, on: { click: { do: createRecord, entity: note, values: { text: Added } } } }',
    '  - ui.table: { name: table, label: Notes, query: notes, columns: [ text ] }',
    '',
  ].join('\n'),
};
