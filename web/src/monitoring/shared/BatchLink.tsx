import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'

/** Who sent an observation, and the batch in which it came. */
export function BatchLink({ id, by }: { id: number; by: string | null }) {
  const { t } = useTranslation()
  return (
    <>
      {by ?? t('monitoring.sections.byUnknown')}{' '}
      <Link to="/observations/batches" search={{ batch: id }}>
        {t('monitoring.sections.batch', { id })}
      </Link>
    </>
  )
}
