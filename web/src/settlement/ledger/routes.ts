import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { root } from '../../shell/root.ts'
import {
  type BookSearch,
  type PostingSearch,
  readBookSearch,
  readPostingSearch,
  readTransferSearch,
  type TransferSearch,
} from './filter.ts'

const balances = createRoute({
  getParentRoute: () => root,
  path: '/ledger',
  validateSearch: (search): BookSearch => readBookSearch(search),
  component: lazyRouteComponent(() => import('./BalancesPage.tsx'), 'BalancesPage'),
})

const accounts = createRoute({
  getParentRoute: () => root,
  path: '/ledger/accounts',
  validateSearch: (search): BookSearch => readBookSearch(search),
  component: lazyRouteComponent(() => import('./AccountsPage.tsx'), 'AccountsPage'),
})

const account = createRoute({
  getParentRoute: () => root,
  path: '/ledger/accounts/$accountId',
  validateSearch: (search): PostingSearch => readPostingSearch(search),
  component: lazyRouteComponent(() => import('./AccountPage.tsx'), 'AccountPage'),
})

const transfers = createRoute({
  getParentRoute: () => root,
  path: '/ledger/transfers',
  validateSearch: (search): TransferSearch => readTransferSearch(search),
  component: lazyRouteComponent(() => import('./TransfersPage.tsx'), 'TransfersPage'),
})

const transfer = createRoute({
  getParentRoute: () => root,
  path: '/ledger/transfers/$transferId',
  component: lazyRouteComponent(() => import('./TransferPage.tsx'), 'TransferPage'),
})

const check = createRoute({
  getParentRoute: () => root,
  path: '/ledger/check',
  component: lazyRouteComponent(() => import('./CheckPage.tsx'), 'CheckPage'),
})

/** The pages of the ledger. */
export const ledgerPages = [balances, accounts, account, transfers, transfer, check] as const
