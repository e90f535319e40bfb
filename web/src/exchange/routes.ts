import { cataloguePages } from './catalogue/routes.ts'
import { sharingPages } from './requests/routes.ts'

/** The pages of the exchange room: each part adds its own. */
export const exchangeRoutes = [...cataloguePages, ...sharingPages] as const
