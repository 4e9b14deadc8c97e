import { type Definition, decisionsOf, type RecordOf, settingsOf } from '@plinth/app-definition';
import type { DecisionCompiler, PlannedDecision } from '@plinth/app-host';
import {
  type CompiledVersion,
  checkDecision,
  checkVersions,
  compileVersion,
  rulesByTable,
  type TableFinding,
  tableFindings,
} from '@plinth/decision-model';
import { type ContextType, contextType } from '@plinth/expression';
import { type Clock, systemClock } from '@plinth/foundation';
import { type ApplicationModel, entityKey, recordType } from '@plinth/record-store';
import { planDecision } from './ask/plan-decision.ts';

/** Bytes that a rule takes with its compiled cells, about; measured with 10,000 rules of three inputs. */
const bytesPerRule = 1500;
const bytesPerDecision = 20_000;

/** Compiles the decisions of releases by the rule processor. */
export function decisionCompiler(options: { readonly clock?: Clock } = {}): DecisionCompiler {
  const { clock = systemClock } = options;
  return {
    check(definition, model) {
      const violations = decisionsOf(definition).flatMap(
        (record) =>
          checkDecision(record, rulesByTable(definition, record), {
            records: recordScope(definition, model, record),
            settings: settingsOf(definition),
          }).violations,
      );
      if (violations.length > 0) return violations;
      const versions = compileAll(definition);
      return versions.flatMap((own) => checkVersions(own, versionsOf(own.record, versions)));
    },
    compile(definition, settings) {
      const versions = compileAll(definition);
      const decisions = new Map<string, PlannedDecision>();
      for (const own of versions) {
        const planned = planDecision(own, versionsOf(own.record, versions), clock, settings);
        decisions.set(own.record.key, planned);
        decisions.set(own.record.id, planned);
      }
      const rules = versions
        .flatMap(({ model }) => [...model.decisions, ...model.knowledge])
        .reduce((sum, { logic }) => {
          const table = logic?.kind === 'function' ? logic.body : logic;
          return sum + (table?.kind === 'table' ? table.rules.length : 0);
        }, 0);
      return { decisions, size: versions.length * bytesPerDecision + rules * bytesPerRule };
    },
  };
}

/** What is remarkable about the decision tables of a definition that can be published. */
export function decisionWarnings(definition: Definition): readonly TableFinding[] {
  return compileAll(definition).flatMap((version) =>
    tableFindings(version, version.rules).filter(({ severity }) => severity === 'warning'),
  );
}

function compileAll(definition: Definition): CompiledVersion[] {
  return decisionsOf(definition).map((record) => compileVersion(record, rulesByTable(definition, record), settingsOf(definition)));
}

function versionsOf(record: RecordOf<'decision'>, all: readonly CompiledVersion[]): CompiledVersion[] {
  return all.filter((version) => version.record.versionOf === record.id);
}

/** The names in scope of what the inputs are for a record; null where the decision is about none. */
function recordScope(definition: Definition, model: ApplicationModel, record: RecordOf<'decision'>): ContextType | null {
  if (record.entity === undefined) return null;
  const entity = model.entities.get(entityKey(record.entity, definition));
  return entity === undefined ? contextType({}, { open: true }) : recordType(model, entity, record.expand);
}
