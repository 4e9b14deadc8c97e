import type { LoadComponent } from '@plinth/page-renderer';
import { webComponents } from '@plinth/ui-components/web';

/** The built-in components, each fetched when a page first needs it. */
export const loadComponent: LoadComponent = (id) => {
  const found = Object.hasOwn(webComponents, id) ? webComponents[id] : undefined;
  return found === undefined ? null : found.load().then((skin) => ({ metadata: found.metadata, skin }));
};
