import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { QuietState } from './states.tsx'

export function NotFound() {
  const { t } = useTranslation()
  return (
    <div className="page narrow">
      <QuietState title={t('shell.notFound')} action={<Link to="/">{t('nav.home')}</Link>}>
        {t('shell.notFoundLede')}
      </QuietState>
    </div>
  )
}
