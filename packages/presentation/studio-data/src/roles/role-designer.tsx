import '../studio-data.css';
import { recordOf } from '@plinth/app-definition';
import { useText } from '@plinth/component-kit';
import { useSignalValue } from '@plinth/page-renderer';
import { PanelSection, useDefinition, useWork, WorkArea } from '@plinth/studio-frame';
import { useMemo, useState } from 'react';
import { PermissionProperties } from './permission-properties.tsx';
import { PermissionTable, permissionRows } from './permission-table.tsx';
import { ProcessRights } from './process-rights.tsx';
import { RoleHolders } from './role-holders.tsx';
import { RoleProperties } from './role-properties.tsx';
import { ViewAs } from './view-as.tsx';

/** A role, as makers build it: what it may do, who holds it, and what one of its holders sees. */
export function RoleDesigner({ artefact }: { readonly artefact: string }) {
  const text = useText();
  const work = useWork();
  const definition = useDefinition();
  const selection = useSignalValue(work.selection);
  const [seen, setSeen] = useState(false);
  const role = recordOf(definition, 'role', artefact);
  const rows = useMemo(() => permissionRows(definition, { role: artefact }), [definition, artefact]);
  const permission = recordOf(definition, 'permission', selection.at(-1) ?? '');
  if (role === null) return null;
  return (
    <WorkArea
      side={
        <PanelSection name="holders" title={text('studio.heldBy', 'Who holds it')} grow>
          <RoleHolders role={role} />
        </PanelSection>
      }
      properties={
        permission !== null && permission.role === artefact ? (
          <PermissionProperties key={permission.id} definition={definition} permission={permission} />
        ) : (
          <RoleProperties definition={definition} role={role} />
        )
      }
    >
      <div className="data-designer">
        <header className="data-title">
          <h1>
            <bdi>{role.label.trim() === '' ? role.key : role.label}</bdi>
          </h1>
          <code>{role.key}</code>
          <span className="data-grow" />
          <fieldset className="studio-choices" aria-label={text('studio.whatIsShown', 'What is shown')}>
            <button type="button" aria-pressed={!seen} onClick={() => setSeen(false)}>
              {text('studio.permissions', 'Permissions')}
            </button>
            <button type="button" aria-pressed={seen} onClick={() => setSeen(true)}>
              {text('studio.viewAs', 'View as')}
            </button>
          </fieldset>
        </header>
        <div className="data-panel">
          {seen ? (
            <ViewAs key={artefact} definition={definition} first={artefact} />
          ) : (
            <>
              <PermissionTable definition={definition} rows={rows} by="entity" />
              <ProcessRights definition={definition} role={role} />
            </>
          )}
        </div>
      </div>
    </WorkArea>
  );
}
