import type { RecordOf } from '@plinth/app-definition';
import type { ComponentMetadata } from '@plinth/component-contract';
import { readPropertyText } from '@plinth/component-contract';
import type { Wording } from './edits/edits.ts';
import type { ComponentWords } from './words/use-component-words.ts';

const longest = 40;
const telling = ['title', 'label', 'text', 'heading'] as const;

/** The components by id, those of the registry and the composites of the application. */
export type ComponentsById = Pick<ReadonlyMap<string, ComponentMetadata>, 'get' | 'has' | 'values'>;

/** What a component instance is called: its name, else the words it shows, else its kind. */
export function titleOf(record: RecordOf<'component'>, components: ComponentsById): string {
  if (record.name !== undefined) return record.name;
  for (const property of telling) {
    const read = readPropertyText(record.properties[property]);
    if (read.kind === 'literal' && typeof read.value === 'string' && read.value.trim() !== '') return shortened(read.value);
  }
  return components.get(record.component)?.title ?? record.component;
}

/** The same on the screen: what is called by its kind has that in the reader's language. */
export function shownTitle(record: RecordOf<'component'>, components: ComponentsById, told: ComponentWords): string {
  const title = titleOf(record, components);
  return title === components.get(record.component)?.title ? told(title) : title;
}

/** The same within a sentence: “Save” (button). */
export function wordingOf(components: ComponentsById): Wording {
  return (record) => {
    const kind = components.get(record.component)?.title.toLowerCase() ?? record.component;
    const title = titleOf(record, components);
    return title.toLowerCase() === kind ? kind : `${kind} “${title}”`;
  };
}

function shortened(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  const characters = [...line];
  return characters.length > longest ? `${characters.slice(0, longest - 1).join('')}…` : line;
}
