import type { StoredFile } from '@plinth/component-kit';
import { isJsonObject, PlinthError, type Problem } from '@plinth/foundation';
import { pageErrors } from '../errors.ts';

interface Upload {
  readonly entity: string;
  readonly field: string;
  readonly file: File;
  readonly headers: Readonly<Record<string, string>>;
  readonly onProgress: (fraction: number) => void;
  readonly signal: AbortSignal;
}

/** Sends a file. By XMLHttpRequest, for `fetch` does not tell how much has been sent. */
export function uploadFile(address: string, { entity, field, file, headers, onProgress, signal }: Upload): Promise<StoredFile> {
  const query = new URLSearchParams({ entity, field, name: file.name });
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', `${address}?${query}`);
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.setRequestHeader('content-type', file.type === '' ? 'application/octet-stream' : file.type);
    request.upload.onprogress = (event) => onProgress(event.lengthComputable ? event.loaded / event.total : 0);
    request.onload = () => {
      const answer = parsed(request.responseText);
      if (request.status < 300) resolve(answer as StoredFile);
      else reject(problemOf(answer));
    };
    request.onerror = () => reject(pageErrors.offline());
    request.onabort = () => reject(signal.reason);
    signal.addEventListener('abort', () => request.abort(), { once: true });
    request.send(file);
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function problemOf(answer: unknown): PlinthError {
  if (!isJsonObject(answer) || typeof answer.code !== 'string') return pageErrors.uploadRefused();
  const { code, status, detail, hint, cause, violations } = answer as unknown as Problem;
  return new PlinthError(code, { status, cause, message: detail, hint }, {}, violations === undefined ? {} : { details: { violations } });
}
