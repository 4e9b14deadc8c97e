import type { Rule } from '../tree.ts';
import { components } from './components.ts';
import { declared } from './declared.ts';
import { direction } from './direction.ts';
import { doors } from './doors.ts';
import { environment } from './environment.ts';
import { ioLibraries } from './io-libraries.ts';
import { manifests } from './manifests.ts';
import { markers } from './markers.ts';
import { names } from './names.ts';
import { noCycles } from './no-cycles.ts';
import { runs } from './runs.ts';
import { size } from './size.ts';

/** All rules; each has a failing fixture in `fixtures/` under its name. */
export const rules: Readonly<Record<string, Rule>> = {
  manifests,
  direction,
  'no-cycles': noCycles,
  doors,
  declared,
  runs,
  components,
  'io-libraries': ioLibraries,
  environment,
  names,
  size,
  markers,
};
