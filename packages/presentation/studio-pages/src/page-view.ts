import { type ActionBody, compositeComponent, compositesOf, indexBetween, pageOf, pagesOf, withDefaults } from '@plinth/app-definition';
import { shortId } from '@plinth/foundation';
import type { ArtefactView } from '@plinth/studio-frame';

/** Pages in the Studio, with the composites that stand on them. */
export const pageView: ArtefactView = {
  kind: 'page',
  title: 'Pages',
  icon: 'layout-dashboard',
  group: 'build',
  list: (definition) => [
    ...pagesOf(definition).map(({ id, label, icon, path }) => ({ id, label: label || path, icon: icon ?? 'file', detail: `/${path}` })),
    ...compositesOf(definition).map(({ id, label, icon, key }) => ({
      id,
      label: label || key,
      icon: icon ?? 'puzzle',
      detail: compositeComponent(key),
    })),
  ],
  artefactOf(definition, record) {
    const page = record.kind === 'page' || record.kind === 'component' || record.kind === 'query' ? pageOf(definition, record) : null;
    return page?.id ?? null;
  },
  create: {
    title: 'New page',
    make(definition) {
      const pages = pagesOf(definition);
      const taken = new Set([...pages, ...compositesOf(definition)].flatMap(({ key, path }) => [key, path]));
      let number = pages.length + 1;
      while (taken.has(`page${number}`)) number++;
      const id = shortId();
      const path = pages.length === 0 ? '' : `page${number}`;
      const index = indexBetween(pages.at(-1)?.index ?? null, null);
      const record = withDefaults({ id, kind: 'page', key: `page${number}`, path, label: `Page ${number}`, index });
      const insert: ActionBody = { type: 'RECORD_INSERT', payload: { record } };
      return { body: insert, intent: `Add page “Page ${number}”`, artefact: id };
    },
  },
  load: async () => (await import('./page-builder.tsx')).PageBuilder,
  compare: async () => (await import('./comparison/page-comparison.tsx')).PageComparison,
};
