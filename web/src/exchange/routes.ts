import { cataloguePages } from './catalogue/routes.ts'
import { registryPages } from './registers/routes.ts'

/** The pages of the exchange room: each part adds its own. */
export const exchangeRoutes = [...cataloguePages, ...registryPages] as const
