import { Modal } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { OrganizationSummary } from '../../../../src/gazetteer/schemas.ts'
import type { OrganizationRef } from '../../../../src/plan/schemas.ts'
import { OrganizationPicker } from '../OrganizationPicker.tsx'

type Unit = Pick<OrganizationSummary, 'id' | 'name'>

/** Says that a printed body is a known one. */
export function MergeUnitDialog<Merged extends Unit>(props: {
  unit: Merged | undefined
  /** Whom it is likely to be; another may be chosen. */
  into: OrganizationRef | null
  onClose: () => void
  onMerge: (unit: Merged, into: OrganizationRef) => Promise<void>
}) {
  const { unit } = props
  const { t } = useTranslation()
  const [into, setInto] = useState<OrganizationRef | null>(props.into)
  const [busy, setBusy] = useState(false)
  const merge = async () => {
    if (!unit || !into) return
    setBusy(true)
    await props.onMerge(unit, into)
    setBusy(false)
  }
  return (
    <Modal
      open={unit !== undefined}
      title={t('waitingUnits.mergeTitle', { name: unit?.name ?? '' })}
      okText={t('waitingUnits.merge')}
      okButtonProps={{ autoFocus: props.into !== null, disabled: !into || into.id === unit?.id, loading: busy }}
      onCancel={props.onClose}
      onOk={() => void merge()}
      destroyOnHidden
    >
      <div className="merge-unit">
        <OrganizationPicker value={into} onChange={setInto} placeholder={t('units.typeName')} autoFocus={!props.into} />
        <p>{t('waitingUnits.mergeLede', { name: unit?.name ?? '' })}</p>
      </div>
    </Modal>
  )
}
