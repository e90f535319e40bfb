import { cataloguePages } from './catalogue/routes.ts'
import { holdingPages } from './holdings/routes.ts'

/** The pages of the exchange room: each part adds its own. */
export const exchangeRoutes = [...cataloguePages, ...holdingPages] as const
