import { nearestName } from '@plinth/foundation';
import { didYouMean } from '../validation/violation.ts';

/** What a file of a definition holds. `key` is told by the file's name. */
export interface FilePlace {
  readonly kind:
    | 'app'
    | 'entity'
    | 'roles'
    | 'permission-tests'
    | 'settings'
    | 'page'
    | 'composite'
    | 'decision'
    | 'process'
    | 'function'
    | 'event-type'
    | 'external-action'
    | 'external-trigger'
    | 'theme'
    | 'translation'
    | 'import';
  readonly key: string;
}

const folders: Readonly<Record<string, FilePlace['kind']>> = {
  entities: 'entity',
  pages: 'page',
  composites: 'composite',
  decisions: 'decision',
  processes: 'process',
  functions: 'function',
  'event-types': 'event-type',
  'external-actions': 'external-action',
  'external-triggers': 'external-trigger',
  themes: 'theme',
  translations: 'translation',
  imports: 'import',
};

export const appFile = 'plinth.yaml';
export const rolesFile = 'roles.yaml';
export const permissionTestsFile = 'permission-tests.yaml';
export const settingsFile = 'settings.yaml';

/** The file in which a record at the top of the tree stands. */
export function fileOf(kind: FilePlace['kind'], key: string): string {
  if (kind === 'app') return appFile;
  if (kind === 'roles') return rolesFile;
  if (kind === 'permission-tests') return permissionTestsFile;
  if (kind === 'settings') return settingsFile;
  const folder = Object.keys(folders).find((name) => folders[name] === kind);
  return `${folder}/${key}.yaml`;
}

/** What a file holds; `null` for files that are not the definition's business, a hint where its place is only nearly right. */
export function placeOfFile(path: string): FilePlace | null | { readonly hint: string } {
  if (path === appFile) return { kind: 'app', key: 'app' };
  if (path === rolesFile) return { kind: 'roles', key: 'roles' };
  if (path === permissionTestsFile) return { kind: 'permission-tests', key: 'permission-tests' };
  if (path === settingsFile) return { kind: 'settings', key: 'settings' };
  const [, folder, name, extension] = /^(?:([^/]+)\/)?([^/]+)\.(ya?ml)$/.exec(path) ?? [];
  if (name === undefined) return null;
  if (folder === undefined) {
    const near = nearestName(`${name}.yaml`, [appFile, rolesFile, permissionTestsFile, settingsFile]);
    return near === null ? null : { hint: didYouMean(near) ?? '' };
  }
  const kind = Object.hasOwn(folders, folder) ? folders[folder] : undefined;
  if (kind === undefined) {
    const near = nearestName(folder, Object.keys(folders));
    return near === null ? null : { hint: didYouMean(`${near}/${name}.yaml`) ?? '' };
  }
  return extension === 'yaml' ? { kind, key: name } : { hint: didYouMean(`${folder}/${name}.yaml`) ?? '' };
}
