import type { CallTarget } from '@plinth/api-contract';
import { httpPageData, type PageData } from '@plinth/page-renderer';
import { api, apiHeaders } from '@plinth/web-shell';
import type { CanvasPage } from './canvas.ts';
import { canvasErrors } from './errors.ts';
import { sampleRows } from './sample-rows.ts';

/** Reads what the environment knows, shows samples of the rest, and writes nothing: to look at a page is not to use it. */
export function canvasData(target: Required<CallTarget>, page: () => CanvasPage | null): PageData {
  const live = httpPageData({ client: api, target, headers: apiHeaders });
  const refused = () => Promise.reject(canvasErrors.onlyLooking());
  return {
    ...live,
    async runQuery(id, input, signal) {
      const shown = page();
      if (shown?.live.includes(id)) return live.runQuery(id, input, signal);
      const query = shown?.plan.queries.find((candidate) => candidate.id === id);
      return sampleRows(shown?.shell.entities.find(({ key }) => key === query?.entity));
    },
    saveRecord: refused,
    deleteRecord: refused,
    uploadFile: refused,
    callApi: refused,
  };
}

