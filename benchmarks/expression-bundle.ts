import { bundleOfEvaluator } from './expression-bundle/bundle.ts';
import { keepResult } from './measurement.ts';

/** The bytes that a browser loads to read, check and evaluate expressions. */
const { bytes, gzipped, sources } = await bundleOfEvaluator();
keepResult(
  'expression-bundle',
  [{ name: 'parser, types and closures in a browser', value: gzipped / 1_000, goal: 40, better: 'lower', unit: 'kB after gzip -9' }],
  { bytes, gzipped, sources },
);
