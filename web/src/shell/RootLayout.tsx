import { Outlet, useRouterState } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { useSession } from '../access/session.ts'
import { Problem } from './api.ts'
import { Masthead, TabBar } from './Masthead.tsx'
import { ProblemNotice } from './ProblemNotice.tsx'
import { Loading, QuietState } from './states.tsx'

const SignInPage = lazy(() => import('../access/SignInPage.tsx').then((module) => ({ default: module.SignInPage })))

/**
 * The frame of every page. Without a session the sign-in page stands at the same address, so that after signing in
 * one is where one wanted to be.
 */
export function RootLayout() {
  const { t } = useTranslation()
  const session = useSession()
  const reading = useRouterState({
    select: (state) => /^\/documents\/[^/]+\/?$/.test(state.location.pathname),
  })
  if (session.isPending) return <Loading />
  if (session.isError) {
    const { error } = session
    if (error instanceof Problem && error.status === 401)
      return (
        <Suspense fallback={<Loading />}>
          <SignInPage />
        </Suspense>
      )
    return (
      <div className="page narrow">
        <ProblemNotice problem={error} onRetry={() => void session.refetch()} />
      </div>
    )
  }
  return (
    <div className={reading ? 'shell reading' : 'shell'}>
      <a className="skip no-print" href="#main">
        {t('shell.skip')}
      </a>
      <Masthead session={session.data} />
      {session.data.mode === 'sample' && !reading && (
        <aside className="sample-notice" aria-label={t('shell.sample')}>
          <b>{t('shell.sample')}</b>
          {t('shell.sampleLede')}
        </aside>
      )}
      <main className="shell-main" id="main" tabIndex={-1}>
        <Suspense fallback={<Loading />}>
          {session.data.actor ? (
            <Outlet key={session.data.membershipId} />
          ) : (
            <QuietState title={t('shell.noMembership')}>{t('shell.noMembershipLede')}</QuietState>
          )}
        </Suspense>
      </main>
      <TabBar session={session.data} />
    </div>
  )
}
