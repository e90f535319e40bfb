import { cataloguePages } from './catalogue/routes.ts'
import { nodePages } from './nodes/routes.ts'

/** The pages of the exchange room: each part adds its own. */
export const exchangeRoutes = [...cataloguePages, ...nodePages] as const
