export type { Authenticator, PresentedRequest } from './authenticator.ts';
export { createGateway, type Gateway, type GatewayOptions } from './gateway.ts';
export { createInternalServer, type InternalServerOptions } from './internal-server.ts';
export type { FinishedRequest } from './routes.ts';
export type { Site, SitePage } from './sites.ts';
