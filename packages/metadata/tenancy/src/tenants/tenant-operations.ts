import {
  createTenant,
  getTenantTheme,
  implement,
  listTenants,
  type Operation,
  setTenantTheme,
  type Tenant,
  type TenantTheme,
  updateTenant,
} from '@plinth/api-contract';
import { type RequestContext, type TenantReference, uuidV7 } from '@plinth/foundation';
import { tenancyErrors } from '../errors.ts';
import { deliverLink } from '../links/deliver-link.ts';
import { addInvited } from '../members/member-operations.ts';
import { defaultLimit, readCursor, toPage } from '../page-cursor.ts';
import { platformTenant } from '../platform-tenant.ts';
import type { TenancyServices } from '../tenancy-services.ts';
import { addTenant, findTenantId, selectTenant, selectTenants, selectTheme, updateTenantRow, updateTheme } from './tenant-statements.ts';

/** What the platform administrator does with tenants; nothing here reaches into what a tenant keeps. */
export function tenantOperations(services: TenancyServices): Operation[] {
  const { database, changes, audit, clock, mailer } = services;

  async function read(context: RequestContext): Promise<Tenant> {
    const { rows } = await database.query<Tenant>(context, selectTenant, [context.tenant.id]);
    const [tenant] = rows;
    if (tenant === undefined) throw tenancyErrors.notFound();
    return tenant;
  }

  return [
    implement(getTenantTheme, async (context) => ({ theme: await database.value<TenantTheme>(context, selectTheme, [context.tenant.id]) })),

    implement(setTenantTheme, async (context, { theme }) => {
      await changes.run(context, setTenantTheme.id, async (change) => {
        await change.query(updateTheme, [context.tenant.id, theme === null ? null : JSON.stringify(theme)]);
        change.affects(null);
        change.target = `tenant/${context.tenant.key}`;
        change.detail = { set: theme !== null };
      });
      return { theme };
    }),

    implement(listTenants, async (context, input) => {
      const limit = input.limit ?? defaultLimit;
      const values = [readCursor(input.cursor), input.search ?? null, limit + 1];
      const { rows } = await database.query<Tenant>(within(context, platformTenant), selectTenants, values);
      return toPage(
        rows,
        limit,
        (row) => row.key,
        (row) => row,
      );
    }),

    implement(createTenant, async (context, input) => {
      const tenant = { id: uuidV7(clock.now()), key: input.key };
      const there = within(context, tenant);
      const administrator = {
        id: uuidV7(clock.now()),
        email: input.administratorEmail,
        name: input.administratorName,
        tenantRoles: ['administrator', 'maker', 'member'] as const,
      };
      const link = await changes.run(there, createTenant.id, async (change) => {
        await addTenant(change, { ...tenant, name: input.name });
        return addInvited(services, change, there, administrator);
      });
      await audit.append(context, { operation: createTenant.id, target: `tenant/${tenant.key}` });
      return { tenant: await read(there), invitation: await deliverLink(there, mailer, link, administrator) };
    }),

    implement(updateTenant, async (context, input) => {
      const { key, name, status } = input;
      if (key === context.tenant.key && status === 'suspended') throw tenancyErrors.ownTenantSuspended();
      const id = await database.value(within(context, { id: '', key }), findTenantId, [key]);
      if (id === null) throw tenancyErrors.notFound();
      const there = within(context, { id, key });
      await changes.run(there, updateTenant.id, async (change) => {
        await change.query(updateTenantRow, [id, name ?? null, status ?? null]);
        change.affects(null);
        change.target = `tenant/${key}`;
        change.detail = { ...(name === undefined ? {} : { name }), ...(status === undefined ? {} : { status }) };
      });
      if (id !== context.tenant.id) await audit.append(context, { operation: updateTenant.id, target: `tenant/${key}` });
      return read(there);
    }),
  ];
}

/** The same actor and request, bound to another tenant; only here, where the right to do so has been asked for. */
function within(context: RequestContext, tenant: TenantReference): RequestContext {
  return { ...context, tenant, environment: null };
}
