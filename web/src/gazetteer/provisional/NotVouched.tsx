import { Link, useNavigate } from '@tanstack/react-router'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { OrganizationDetail } from '../../../../src/gazetteer/schemas.ts'
import { useMay } from '../../access/session.ts'
import { useProvisional } from './useProvisional.tsx'
import './provisional.css'

/** Says that nobody vouches for the body yet, and lets the keeper of the gazetteer do it; or whom it proved to be. */
export function NotVouched({ unit }: { unit: OrganizationDetail }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const mayManage = useMay('gazetteer.manage')
  const { begin, dialogs } = useProvisional((_unit, now) => {
    if (now.id !== unit.id) void navigate({ to: '/units/$unitId', params: { unitId: now.id } })
  })
  if (unit.mergedInto)
    return (
      <p className="not-vouched">
        <span>
          {t('units.mergedInto')}{' '}
          <Link to="/units/$unitId" params={{ unitId: unit.mergedInto.id }}>
            {unit.mergedInto.name}
          </Link>
        </span>
      </p>
    )
  if (unit.state !== 'provisional') return null
  return (
    <div className="not-vouched">
      <p>{t('waitingUnits.notVouched')}</p>
      {mayManage && (
        <div className="waiting-tools no-print">
          {(['confirm', 'merge', 'correct'] as const).map((act) => (
            <Button key={act} size="small" onClick={() => begin(act, unit)}>
              {t(act === 'merge' ? 'waitingUnits.mergeInto' : `waitingUnits.${act}`)}
            </Button>
          ))}
        </div>
      )}
      {dialogs}
    </div>
  )
}
