import { mountCanvas } from '@plinth/studio-canvas';
import { webComponents } from '@plinth/ui-components/web';

const root = document.getElementById('canvas');
if (root === null) throw new Error('The page has no place for the canvas.');
const [, , tenant = '', environment = '', application = ''] = location.pathname.split('/').map(decodeURIComponent);
mountCanvas(root, { tenant, environment, application }, (id) => {
  const found = Object.hasOwn(webComponents, id) ? webComponents[id] : undefined;
  return found === undefined ? null : found.load().then((skin) => ({ metadata: found.metadata, skin }));
});
