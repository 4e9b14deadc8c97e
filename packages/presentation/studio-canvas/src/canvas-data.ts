import type { CallTarget, QueryResult } from '@plinth/api-contract';
import { httpPageData, type PageData } from '@plinth/page-renderer';
import { api, apiHeaders } from '@plinth/web-shell';
import type { CanvasPage } from './canvas.ts';
import { canvasErrors } from './errors.ts';

/** Reads what the environment knows, shows samples of the rest, and writes nothing: to look at a page is not to use it. */
export function canvasData(target: Required<CallTarget>, page: () => CanvasPage | null): PageData {
  const live = httpPageData({ client: api, target, headers: apiHeaders });
  return {
    ...live,
    async runQuery(id, input, signal) {
      const shown = page();
      if (shown?.data === 'loading') return never(signal);
      if (shown?.data === 'error') throw canvasErrors.shownFailure();
      const rows = shown?.data === 'empty' ? [] : shown?.samples[id];
      if (rows === undefined) return live.runQuery(id, input, signal);
      return { rows: [...rows], nextCursor: null, count: rows.length } as QueryResult;
    },
    saveRecord: refused,
    deleteRecord: refused,
    updateRecords: refused,
    deleteRecords: refused,
    uploadFile: refused,
    callApi: refused,
    callAction: refused,
    callFunction: refused,
    publishEvent: refused,
    processes: { ...live.processes, ...refusedOfProcesses },
  };
}

/** What would do something with a process. */
const refused = () => Promise.reject(canvasErrors.onlyLooking());
const refusedOfProcesses = {
  ...{ start: refused, claim: refused, release: refused, delegate: refused, change: refused, complete: refused, completeMany: refused },
  ...{ comment: refused, attach: refused, detach: refused },
};

/** What is asked for never comes; who gives it up is told so. */
function never(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}
