import { createApplication, createGroup, pushDefinition } from '@plinth/api-contract';
import type { TestPlatform } from './testing.ts';
import { stockGuide } from './testing-guide.ts';
import { startOtherSystem, stockOrders } from './testing-guide-orders.ts';
import { stockLeave } from './testing-leave.ts';

const page = { 'pages/home.yaml': "label: Home\npath: ''\ncomponents:\n  - ui.heading: Welcome\n" };
const manifest = (key: string, label: string, rest = '') => ({
  'plinth.yaml': `format: 1\ntype: application\nkey: ${key}\nlabel: ${label}\n${rest}`,
});
/** Applications in which there is nothing yet, hardly anything, and what the examples lack. */
const applications: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  bare: {},
  tried: { ...manifest('tried', 'Tried'), ...page },
  dressed: {
    ...manifest('dressed', 'Dressed', 'theme: plain\n'),
    ...page,
    'themes/plain.yaml': 'label: Plain\nlight: {}\n',
    'translations/de.yaml': 'locale: de\nmessages: {}\n',
  },
};

/** Fills a platform that has the examples with something for every sight; gives what closes the other system that it works with. */
export async function stockSights(running: TestPlatform): Promise<() => Promise<void>> {
  const { client } = running;
  const other = await startOtherSystem();
  await stockGuide(running);
  await stockLeave(running);
  await stockOrders(running, other.address);
  for (const [key, files] of Object.entries(applications)) {
    const label = key.charAt(0).toUpperCase() + key.slice(1);
    await client.call(createApplication, { tenant: 'main' }, { key, type: 'application', label });
    if (Object.keys(files).length > 0) await client.call(pushDefinition, { tenant: 'main', application: key }, { files });
  }
  await client.call(createGroup, { tenant: 'main' }, { key: 'front-office', name: 'Front office' });
  return () => other.close();
}
