import { cataloguePages } from './catalogue/routes.ts'
import { registryPages } from './registers/routes.ts'
import { verificationPages } from './verification/routes.ts'

/** The pages of the exchange room: each part adds its own. */
export const exchangeRoutes = [...cataloguePages, ...registryPages, ...verificationPages] as const
