export { ApplicationShell, ShellEntity, ShellField, ShellPage, ShellRelation } from './application-shell.ts';
export { applicationAsyncApi, applicationOpenApi, getApplication, getPage, getSettings, listLauncher, runQuery } from './operations.ts';
export { CompositePlan, PagePlan, PlanAction, PlanComponent, PlanQuery } from './page-plan.ts';
export { ColumnFilterInput, QueryResult, QueryRunInput } from './query-result.ts';
