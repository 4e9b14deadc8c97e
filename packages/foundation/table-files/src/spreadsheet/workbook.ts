import { tableFileErrors } from '../errors.ts';
import { builtInKind, kindOfFormat, type NumberKind } from './number-format.ts';
import { attributeOf, walkAll } from './walk-xml.ts';
import { ZipFile } from './zip-file.ts';

/** One sheet of a workbook, by the path of its part. */
export interface Sheet {
  readonly name: string;
  readonly path: string;
  readonly hidden: boolean;
}

/** What all sheets of an Excel file share. */
export interface Workbook {
  readonly zip: ZipFile;
  readonly sheets: readonly Sheet[];
  readonly since1904: boolean;
  /** How numbers of each cell style are shown, by the style's number. */
  readonly kinds: readonly NumberKind[];
  readonly strings: readonly string[];
}

const mostSharedCharacters = 200_000_000;

/** Opens an Excel file (.xlsx). Nothing in it is calculated; formulas have the values with which they were saved. Throws `imports.unreadable`. */
export async function openWorkbook(file: Blob): Promise<Workbook> {
  const zip = await ZipFile.open(file, {
    kind: 'an Excel file',
    unreadable: (reason, cause) => tableFileErrors.unreadable({ reason }, cause === undefined ? {} : { cause }),
  });
  const root = await relations(zip, '');
  const path = [...root.values()].find(({ type }) => type === 'officeDocument')?.path ?? 'xl/workbook.xml';
  if (!zip.has(path)) throw tableFileErrors.unreadable({ reason: 'it is no Excel file (.xlsx)' });
  const parts = await relations(zip, path);
  const sheets: Sheet[] = [];
  let since1904 = false;
  await walkAll(zip.read(path), {
    open(name, attributes) {
      if (name === 'workbookPr') since1904 = ['1', 'true'].includes(attributeOf(attributes, 'date1904') ?? '');
      if (name !== 'sheet') return;
      const part = parts.get(attributes['r:id'] ?? attributeOf(attributes, 'id') ?? '');
      if (part?.type !== 'worksheet') return;
      sheets.push({ name: attributes.name ?? '', path: part.path, hidden: (attributes.state ?? 'visible') !== 'visible' });
    },
  });
  const find = (wanted: string) => [...parts.values()].find(({ type, path: each }) => type === wanted && zip.has(each))?.path;
  const styles = find('styles');
  const shared = find('sharedStrings');
  return {
    zip,
    sheets,
    since1904,
    kinds: styles === undefined ? [] : await stylesOf(zip, styles),
    strings: shared === undefined ? [] : await stringsOf(zip, shared),
  };
}

/** The parts that a part refers to, by their ids. */
async function relations(zip: ZipFile, from: string): Promise<ReadonlyMap<string, { readonly type: string; readonly path: string }>> {
  const cut = from.lastIndexOf('/') + 1;
  const path = `${from.slice(0, cut)}_rels/${from.slice(cut)}.rels`;
  const found = new Map<string, { type: string; path: string }>();
  if (!zip.has(path)) return found;
  await walkAll(zip.read(path), {
    open(name, { Id: id = '', Type: type = '', Target: target = '', TargetMode: mode }) {
      if (name !== 'Relationship' || mode === 'External') return;
      const resolved = new URL(target, `zip:/${from}`).pathname.slice(1);
      found.set(id, { type: type.slice(type.lastIndexOf('/') + 1), path: decodeURIComponent(resolved) });
    },
  });
  return found;
}

async function stylesOf(zip: ZipFile, path: string): Promise<readonly NumberKind[]> {
  const written = new Map<number, NumberKind>();
  const kinds: NumberKind[] = [];
  let ofCells = false;
  await walkAll(zip.read(path), {
    open(name, attributes) {
      if (name === 'numFmt') written.set(Number(attributes.numFmtId), kindOfFormat(attributes.formatCode ?? ''));
      else if (name === 'cellXfs') ofCells = true;
      else if (name === 'xf' && ofCells) {
        const id = Number(attributes.numFmtId ?? 0);
        kinds.push(written.get(id) ?? builtInKind(id));
      }
    },
    close(name) {
      if (name === 'cellXfs') ofCells = false;
    },
  });
  return kinds;
}

async function stringsOf(zip: ZipFile, path: string): Promise<readonly string[]> {
  const strings: string[] = [];
  let total = 0;
  let text = '';
  let within = false;
  let aloud = false;
  await walkAll(zip.read(path), {
    open(name) {
      if (name === 'si') text = '';
      // How East Asian words are read aloud is no part of the text.
      else if (name === 'rPh') aloud = true;
      within = name === 't' && !aloud;
    },
    text(more) {
      if (within) text += more;
    },
    close(name) {
      within = false;
      if (name === 'rPh') aloud = false;
      if (name !== 'si') return;
      total += text.length;
      if (total > mostSharedCharacters)
        throw tableFileErrors.unreadable({ reason: `its texts have more than ${mostSharedCharacters} characters` });
      strings.push(unescaped(text));
    },
  });
  return strings;
}

/** Characters that XML cannot hold are written `_x000D_`. */
export function unescaped(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replaceAll(/_x([0-9A-Fa-f]{4})_/g, (_all, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}
