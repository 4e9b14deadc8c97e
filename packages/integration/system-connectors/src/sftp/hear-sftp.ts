import { connectorErrors, type Heard, type HearRequest, type SystemListener } from '@plinth/connectors';
import { isJsonObject, type JsonObject, type JsonValue } from '@plinth/foundation';
import type { OutgoingSockets } from '@plinth/outgoing';
import { overSftp, type SftpFiles } from './sftp-connection.ts';
import { entriesOf, factsOf, pathIn } from './speak-sftp.ts';

/** Files in a folder that is looked at; who has more moves those away that are done. */
const mostFiles = 10_000;

/** Hears of files that are new or changed, once they have stayed the same from one look to the next: whoever writes one is done then. */
export function hearSftp(sockets: OutgoingSockets): SystemListener {
  return (request) => overSftp(sockets, { ...request, action: request.trigger }, (files) => look(files, request));
}

async function look(files: SftpFiles, request: HearRequest): Promise<void> {
  const { input, address, cursor, take } = request;
  const wanted = nameFilter(String(input.name ?? '*'));
  const { entries, more } = await entriesOf(files, pathIn(request, 'path'), mostFiles);
  if (more)
    throw connectorErrors.refused({
      action: request.trigger,
      host: address.host,
      status: `with more than ${mostFiles} files in the folder`,
    });
  const there = entries
    .filter(({ name, attrs }) => attrs.isFile() && wanted(name))
    .map(({ name, attrs }) => ({ name, ...factsOf(attrs) }) as FileFacts);
  const marks = new Map(there.map((file) => [file.name, `${file.size}:${file.changedAt}`]));
  const before = placeOf(cursor);
  // What lay there before anybody listened is not new.
  if (before === null && input.existing !== true) return take([], { told: Object.fromEntries(marks), seen: {} });
  const { told, seen } = before ?? { told: {}, seen: {} };
  const isTold = (name: string) => told[name] === marks.get(name);
  const settled = there
    .filter(({ name }) => !isTold(name) && seen[name] === marks.get(name))
    .sort((a, b) => (order(a) < order(b) ? -1 : 1));
  const nowTold = there.filter(({ name }) => isTold(name) || settled.some((file) => file.name === name));
  const next = {
    told: Object.fromEntries(nowTold.map(({ name }) => [name, marks.get(name) ?? ''])),
    seen: Object.fromEntries(there.filter((file) => !nowTold.includes(file)).map(({ name }) => [name, marks.get(name) ?? ''])),
  };
  if (settled.length > 0 || JSON.stringify(next) !== JSON.stringify(before))
    await take(
      settled.map((file) => heardFile(file, String(input.path ?? ''))),
      next,
    );
}

interface FileFacts {
  readonly name: string;
  readonly size: number;
  readonly changedAt: string;
}

type Marks = Readonly<Record<string, JsonValue>>;

function placeOf(cursor: JsonValue): { readonly told: Marks; readonly seen: Marks } | null {
  if (!isJsonObject(cursor)) return null;
  const marks = (of: JsonValue | undefined): Marks => (isJsonObject(of) ? (of as JsonObject) : {});
  return { told: marks(cursor.told), seen: marks(cursor.seen) };
}

function order({ changedAt, name }: FileFacts): string {
  return `${changedAt} ${name}`;
}

function heardFile({ name, size, changedAt }: FileFacts, folder: string): Heard {
  const path = [folder.replace(/^\/+|\/+$/g, ''), name].filter((part) => part !== '').join('/');
  return { id: `${path} ${size} ${changedAt}`, subject: path, data: { path, name, size, changedAt } };
}

/** Names with `*` for any letters and `?` for one, without a regular expression that could take for ever. */
export function nameFilter(pattern: string): (name: string) => boolean {
  const parts = pattern.split('*');
  return (name) => {
    let at = 0;
    for (const [index, part] of parts.entries()) {
      const isLast = index === parts.length - 1;
      const found =
        index === 0 ? (fits(name, part, 0) ? 0 : -1) : isLast ? Math.max(at, name.length - part.length) : firstFit(name, part, at);
      if (found < 0 || !fits(name, part, found)) return false;
      at = found + part.length;
      if (isLast && at !== name.length) return false;
    }
    return true;
  };
}

function firstFit(name: string, part: string, from: number): number {
  for (let at = from; at + part.length <= name.length; at++) if (fits(name, part, at)) return at;
  return -1;
}

function fits(name: string, part: string, at: number): boolean {
  if (at + part.length > name.length) return false;
  for (let each = 0; each < part.length; each++) if (part[each] !== '?' && part[each] !== name[at + each]) return false;
  return true;
}
