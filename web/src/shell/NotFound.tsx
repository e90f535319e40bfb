import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Page } from './Page.tsx'

export function NotFound() {
  const { t } = useTranslation()
  return (
    <Page title={t('shell.notFound')} lede={t('shell.notFoundLede')} narrow>
      <Link to="/">{t('nav.home')}</Link>
    </Page>
  )
}
