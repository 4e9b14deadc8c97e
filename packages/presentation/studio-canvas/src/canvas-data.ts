import type { CallTarget, QueryResult } from '@plinth/api-contract';
import { httpPageData, type PageData } from '@plinth/page-renderer';
import { api, apiHeaders } from '@plinth/web-shell';
import type { CanvasPage } from './canvas.ts';
import { canvasErrors } from './errors.ts';

/** Reads what the environment knows, shows samples of the rest, and writes nothing: to look at a page is not to use it. */
export function canvasData(target: Required<CallTarget>, page: () => CanvasPage | null): PageData {
  const live = httpPageData({ client: api, target, headers: apiHeaders });
  const refused = () => Promise.reject(canvasErrors.onlyLooking());
  return {
    ...live,
    async runQuery(id, input, signal) {
      const rows = page()?.samples[id];
      if (rows === undefined) return live.runQuery(id, input, signal);
      return { rows: [...rows], nextCursor: null, count: rows.length } as QueryResult;
    },
    saveRecord: refused,
    deleteRecord: refused,
    uploadFile: refused,
    callApi: refused,
  };
}
