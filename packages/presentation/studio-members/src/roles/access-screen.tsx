import '../studio-members.css';
import { useText } from '@plinth/component-kit';
import type { AtHome } from '@plinth/studio-frame';
import { go } from '@plinth/web-shell';
import { ApplicationChoice } from './application-choice.tsx';
import { RoleAssignments } from './role-assignments.tsx';

/** Who holds which role: in the application that the first of `rest` names, or in all. */
export function AccessScreen({ client, session, rest }: AtHome & { readonly rest: readonly string[] }) {
  const text = useText();
  const tenant = session.tenant.key;
  const [application] = rest;
  const place = `/studio/${encodeURIComponent(tenant)}/-/access`;
  return (
    <>
      <div className="studio-home-head">
        <h1>{text('studio.tool.access', 'Access')}</h1>
      </div>
      <p className="members-quiet">
        {text('studio.members.accessHelp', 'Who holds which role in which application. What a role may do, its makers decide.')}
      </p>
      <div className="studio-home-filter">
        <ApplicationChoice
          client={client}
          tenant={tenant}
          value={application ?? ''}
          onChange={(key) => go(key === '' ? place : `${place}/${encodeURIComponent(key)}`)}
        />
      </div>
      <RoleAssignments
        key={application ?? ''}
        client={client}
        session={session}
        holder={{}}
        {...(application === undefined ? {} : { application })}
      />
    </>
  );
}
