import type { RecordOf } from '@plinth/app-definition';
import { useText } from '@plinth/component-kit';

/** What a function may reach, in a few words, beside where it is run. */
export function GrantedList({ record, isOutside }: { readonly record: RecordOf<'function'>; readonly isOutside: boolean }) {
  const text = useText();
  const granted = grantedOf(record);
  if (granted.length === 0)
    return <p className="function-quiet">{text('studio.function.grantedNothing', 'It may reach nothing outside of itself.')}</p>;
  return (
    <>
      <p className="function-quiet">
        {isOutside
          ? text('studio.function.granted', 'It may reach:')
          : text('studio.function.grantedElsewhere', 'Run alone, it finds nothing of what it may reach:')}
      </p>
      <ul className="function-granted" data-muted={isOutside ? undefined : ''}>
        {granted.map((each) => (
          <li key={each}>
            <bdi>{each}</bdi>
          </li>
        ))}
      </ul>
    </>
  );
}

/** In the words of its code. */
function grantedOf({ grants = {} }: RecordOf<'function'>): readonly string[] {
  const { records = {}, fetch = [], secrets = {}, connections = {}, events = [] } = grants;
  return [
    ...Object.entries(records).map(([entity, operations]) => `records ${entity}: ${operations.join(', ')}`),
    ...fetch.map((address) => `fetch ${address}`),
    ...Object.entries(secrets).map(([name, address]) => `secret ${name} → ${address}`),
    ...Object.entries(connections).map(([name, actions]) => `connection ${name}: ${actions.join(', ')}`),
    ...events.map((type) => `tell ${type}`),
  ];
}
