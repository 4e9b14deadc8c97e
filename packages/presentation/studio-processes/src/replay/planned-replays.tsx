import '../studio-processes.css';
import { processesOf } from '@plinth/app-definition';
import { useText } from '@plinth/component-kit';
import { type PlannedProps, useDefinition } from '@plinth/studio-frame';
import { PlannedReplay } from './planned-replay.tsx';

/** What recorded histories of the processes that change come to by what is to be published. */
export function PlannedReplays({ plan, ...rest }: PlannedProps) {
  const text = useText();
  const definition = useDefinition();
  const processes = processesOf(definition);
  return (
    <section className="planned-replays" aria-label={text('studio.replay.planned', 'What ran, done again')}>
      <p>{text('studio.replay.plannedHelp', 'What ran, done again by what is to be published:')}</p>
      <ul>
        {plan.replays.map((replay) => {
          const process = processes.find(({ key }) => key === replay.process);
          return process === undefined ? null : <PlannedReplay key={process.id} process={process} replay={replay} {...rest} />;
        })}
      </ul>
    </section>
  );
}
