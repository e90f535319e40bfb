import { useQuery } from '@tanstack/react-query'
import { Button, Checkbox, Form, Input, Modal, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { OrganizationDetail, OrganizationSummary } from '../../../../src/gazetteer/schemas.ts'
import type { OrganizationRef } from '../../../../src/plan/schemas.ts'
import { Problem } from '../../shell/api.ts'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
import { Loading } from '../../shell/states.tsx'
import { organizationQuery } from '../api.ts'
import { type Correction, correctUnit } from './api.ts'
import { JurisdictionPicker } from './JurisdictionPicker.tsx'

export const unitKinds = [
  'government',
  'department',
  'party_body',
  'vertical_body',
  'company',
  'institution',
  'mass_organization',
  'coordination_body',
  'other',
] as const satisfies readonly OrganizationSummary['kind'][]

interface CorrectProps<Unit> {
  unit: Unit | undefined
  onClose: () => void
  onCorrected: (unit: Unit, now: OrganizationRef) => void
  /** The right name is that of a body that is known already. */
  onKnown: (unit: Unit, known: OrganizationRef) => void
}

/** Puts right what the machine took from a printed name: the name itself, the place, the kind. */
export function CorrectDialog<Unit extends Pick<OrganizationSummary, 'id' | 'name'>>(props: CorrectProps<Unit>) {
  const { unit, onClose } = props
  const { t } = useTranslation()
  const [form] = Form.useForm<Correction>()
  const [busy, setBusy] = useState(false)
  return (
    <Modal
      open={unit !== undefined}
      title={t('waitingUnits.correctTitle')}
      okText={t('edit.save')}
      okButtonProps={{ loading: busy }}
      onCancel={onClose}
      onOk={() => form.submit()}
      destroyOnHidden
    >
      {unit && <CorrectForm {...props} unit={unit} form={form} onBusy={setBusy} />}
    </Modal>
  )
}

function CorrectForm<Unit extends Pick<OrganizationSummary, 'id' | 'name'>>(
  props: CorrectProps<Unit> & {
    unit: Unit
    form: ReturnType<typeof Form.useForm<Correction>>[0]
    onBusy: (busy: boolean) => void
  },
) {
  // As it is now: the row version that a change is sent with must be the one that is looked at.
  const now = useQuery({ ...organizationQuery(props.unit.id), staleTime: 0 })
  if (now.isError) return <ProblemNotice problem={now.error} onRetry={() => void now.refetch()} />
  if (!now.data || now.isFetching) return <Loading />
  return <Fields {...props} detail={now.data} />
}

function Fields<Unit extends Pick<OrganizationSummary, 'id' | 'name'>>(
  props: CorrectProps<Unit> & {
    unit: Unit
    detail: OrganizationDetail
    form: ReturnType<typeof Form.useForm<Correction>>[0]
    onBusy: (busy: boolean) => void
  },
) {
  const { unit, detail, form } = props
  const { t } = useTranslation()
  const [problem, setProblem] = useState<unknown>()
  const name = Form.useWatch('name', form) ?? detail.name
  const renamed = name.trim() !== detail.name
  const save = async (wish: Correction) => {
    setProblem(undefined)
    props.onBusy(true)
    try {
      props.onCorrected(unit, await correctUnit(detail, wish))
    } catch (error) {
      setProblem(error)
    } finally {
      props.onBusy(false)
    }
  }
  const known = knownFrom(problem, unit.id)
  return (
    <Form<Correction>
      form={form}
      layout="vertical"
      requiredMark={false}
      initialValues={{
        name: detail.name,
        shortName: '',
        jurisdiction: detail.jurisdiction?.code ?? null,
        kind: detail.kind,
        confirm: true,
      }}
      onFinish={(wish) => void save({ ...wish, jurisdiction: wish.jurisdiction ?? null })}
    >
      <Form.Item
        name="name"
        label={t('waitingUnits.name')}
        rules={[{ required: true, whitespace: true, message: t('units.typeName') }]}
        {...(renamed ? { extra: t('waitingUnits.renamed', { name: detail.name }) } : {})}
      >
        <Input maxLength={200} autoFocus />
      </Form.Item>
      {renamed && (
        <Form.Item name="shortName" label={t('waitingUnits.shortName')}>
          <Input maxLength={100} />
        </Form.Item>
      )}
      <Form.Item name="jurisdiction" label={t('units.jurisdiction')}>
        <JurisdictionPicker known={detail.jurisdiction} />
      </Form.Item>
      <Form.Item name="kind" label={t('plan.kind')}>
        <Select options={unitKinds.map((value) => ({ value, label: t(`unitKinds.${value}`) }))} />
      </Form.Item>
      {!renamed && (
        <Form.Item name="confirm" valuePropName="checked">
          <Checkbox>{t('waitingUnits.confirmToo')}</Checkbox>
        </Form.Item>
      )}
      {problem !== undefined && <ProblemNotice problem={problem} />}
      {known && (
        <p className="known-unit">
          <Button onClick={() => props.onKnown(unit, known)}>
            {t('waitingUnits.mergeWith', { name: known.name })}
          </Button>
        </p>
      )}
    </Form>
  )
}

/** The body that bears the name already, when that is why it was refused and it is another one. */
function knownFrom(problem: unknown, own: string): OrganizationRef | undefined {
  if (!(problem instanceof Problem) || problem.code !== 'organization_name_taken') return undefined
  const { organizationId: id, organizationName: name } = problem.facts
  if (typeof id !== 'string' || typeof name !== 'string' || id === own) return undefined
  return { id, name, shortName: name }
}
