import { useTranslation } from 'react-i18next'
import type { TaskRow } from '../../../../src/delivery/tasks/schemas.ts'

/** Who answers, the lead first; many are counted. */
export function Units({ units, most = 4 }: { units: TaskRow['units']; most?: number }) {
  const { t } = useTranslation()
  return (
    <span className="task-units">
      {units.slice(0, most).map(({ organizationId, shortName, role }) => (
        <span key={organizationId}>
          {role !== 'participant' && <small className={`role-${role}`}>{t(`delivery.tasks.roles.${role}`)}</small>}
          {shortName}
        </span>
      ))}
      {units.length > most && <span className="faint">{t('delivery.tasks.andUnits', { count: units.length })}</span>}
    </span>
  )
}
