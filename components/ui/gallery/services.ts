import type { RenderServices } from '@plinth/component-kit';
import { directionOf } from '@plinth/component-kit';
import { feelFormulas } from '@plinth/page-renderer';
import { clients, entities } from './sample-data.ts';
import { sampleTasks } from './sample-tasks.ts';

/** What a page offers its components, made up: saves are refused when an amount is above half a million. */
export function galleryServices(locale: string): RenderServices {
  return {
    locale,
    direction: directionOf(locale),
    formulas: feelFormulas,
    entity: (key) => entities.find((entity) => entity.key === key) ?? null,
    findReferences: async (_entity, search, signal) => {
      await rest(60, signal);
      const wanted = search.toLowerCase();
      return clients.filter((client) => client.title.toLowerCase().includes(wanted)).slice(0, 8);
    },
    relatedRecords: async (_entity, _id, _relation, signal) => {
      await rest(60, signal);
      return clients.slice(0, 3);
    },
    defaults: (entity) => (entity === 'loan' ? { status: 'decision', months: '24' } : {}),
    uploadFile: async (_entity, _field, file, onProgress, signal) => {
      for (const share of [0.25, 0.5, 0.75, 1]) {
        await rest(40, signal);
        onProgress(share);
      }
      return { id: 'file-1', name: file.name, size: file.size, mediaType: file.type };
    },
    fileAddress: (file) => `/files/${file.id}`,
    saveRecord: async (_entity, record) => {
      await rest(60);
      if (Number(record.values.amount ?? 0) > 500_000) {
        throw Object.assign(new Error('The loan is not allowed.'), {
          hint: 'Lower the amount or ask a manager.',
          details: { violations: [{ path: '/values/amount', message: 'At most 500,000 without a manager.' }] },
        });
      }
      return { id: record.id ?? 'new-1', version: (record.version ?? 0) + 1, title: 'Saved', ...record.values };
    },
    pageAddress: (page, parameters = {}) => `#/${page}/${Object.values(parameters).join('/')}`,
    navigate: (address) => {
      location.hash = address.replace('#', '');
    },
    embedPage: () => null,
    tasks: sampleTasks(),
    validate: (_entity, values) => {
      const refused: Record<string, string> = {};
      if (Number(values.months ?? 1) > 60) refused.months = 'A loan runs at most 60 months.';
      return refused;
    },
  };
}

function rest(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds);
    signal?.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(new DOMException('Stopped', 'AbortError'));
    });
  });
}
