import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type DecisionModel, readDmn, writeDmn } from '@plinth/rule-processor';
import { describe, expect, test } from 'vitest';
import { runKit } from './run-kit.ts';

const kit = fileURLToPath(new URL('../../../shared/conformance/dmn-tck', import.meta.url));

/** Functions in Java, which a platform without a Java machine does not run. */
const externalJava = 'compliance-level-3/0076-feel-external-java';

/**
 * The kit prints ten digits of e⁴, e⁻¹ and ln 4 and means them by a tolerance of its own; compared exactly, as numbers of fewer
 * than twelve digits are here, the true values differ.
 */
const printedShort = [
  'compliance-level-3/0052-feel-exp-function 001',
  'compliance-level-3/0052-feel-exp-function 002',
  'compliance-level-3/0052-feel-exp-function 006',
  'compliance-level-3/0053-feel-log-function 001',
  'compliance-level-3/0053-feel-log-function 006',
];

describe.skipIf(!existsSync(kit) && process.env.CI === undefined)(
  'DMN conformance kit (skipped where ../shared/conformance is missing)',
  () => {
    test('every case passes, apart from those that are named', { timeout: 60_000 }, () => {
      const results = runKit(kit);
      expect(results.length).toBeGreaterThan(1900);
      const failed = results.filter(({ path, failure }) => failure !== null && path !== externalJava);
      expect(failed.map(({ path, id }) => `${path} ${id}`)).toEqual(printedShort);
    });

    test('models that were written, with and without what was kept of their documents, give the same results', { timeout: 120_000 }, () => {
      const results = runKit(kit);
      const withoutKept = (model: DecisionModel): DecisionModel =>
        JSON.parse(JSON.stringify(model, (key, value: unknown) => (key === 'kept' ? undefined : value)));
      expect(runKit(kit, (text) => readDmn(writeDmn(readDmn(text))))).toEqual(results);
      expect(runKit(kit, (text) => readDmn(writeDmn(withoutKept(readDmn(text)))))).toEqual(results);
    });
  },
);
