import type { AccessExplanation } from '@plinth/api-contract';
import { Icon, useText } from '@plinth/component-kit';
import { operationNames } from '../operation-names.ts';

/** An explanation of access, operation by operation: which role, which rule, which condition, with what it read. */
export function ExplanationView({ explanation }: { readonly explanation: AccessExplanation }) {
  const text = useText();
  const names = operationNames(text);
  const reasons = {
    granted: text('studio.reason.granted', 'granted'),
    'no-role': text('studio.reason.noRole', 'no role grants it'),
    'no-rule': text('studio.reason.noRule', 'no row rule lets to this record'),
    'not-readable': text('studio.reason.notReadable', 'what is not read is not written either'),
  };
  return (
    <div className="data-explanation" role="status">
      <p>
        <bdi>{explanation.who.name}</bdi>
        {explanation.who.roles.map((role) => (
          <span key={role} className="studio-tag">
            {role}
          </span>
        ))}
      </p>
      <ul>
        {explanation.operations.map(({ operation, allowed, reason, grants }) => (
          <li key={operation} data-reach={allowed ? 'all' : 'none'}>
            <Icon name={allowed ? 'check' : 'x'} size={14} />
            <strong>{names[operation]}</strong> {reasons[reason]}
            <ul>
              {grants.map((grant, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a role may grant the same twice
                <li key={at} data-reach={grant.holds ? 'all' : 'none'}>
                  <bdi>{grant.role}</bdi> {grant.rule === null ? text('studio.reach.all', 'every record') : <code>{grant.rule}</code>}
                  {grant.conditions.map((condition) => (
                    <p key={condition.text} data-reach={condition.holds === true ? 'all' : 'none'}>
                      <Icon name={condition.hidden ? 'eye-off' : condition.holds === true ? 'check' : 'x'} size={12} />
                      <code>{condition.text}</code>
                      {Object.entries(condition.values).map(([path, value]) => (
                        <small key={path}>
                          {path} = {JSON.stringify(value)}
                        </small>
                      ))}
                    </p>
                  ))}
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
      {explanation.fields.map(({ field, access }) => (
        <p key={field} className="data-rule-line">
          <Icon name={access === 'hidden' ? 'eye-off' : 'lock'} size={13} /> <code>{field}</code>{' '}
          {access === 'hidden' ? text('studio.access.hidden', 'Hidden') : text('studio.access.locked', 'Locked')}
        </p>
      ))}
    </div>
  );
}
