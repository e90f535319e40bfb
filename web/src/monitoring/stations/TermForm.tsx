import { Form } from 'antd'
import { useTranslation } from 'react-i18next'
import type { NewTerm, SectionDetail } from '../../../../src/monitoring/schemas.ts'
import { send } from '../../shell/api.ts'
import { useMonitoringChange } from './api.ts'
import { saidOf } from './bodies.ts'
import { SideForm, SinceField, TermFields } from './fields.tsx'

/** Says what a section is from a day on; the days before keep what held then. */
export function TermForm(props: { open: boolean; section: SectionDetail; onClose: () => void }) {
  return props.open ? <OpenForm section={props.section} onClose={props.onClose} /> : null
}

function OpenForm({ section, onClose }: { section: SectionDetail; onClose: () => void }) {
  const { t } = useTranslation()
  const [form] = Form.useForm<NewTerm>()
  const set = useMonitoringChange((body: NewTerm) =>
    send<SectionDetail>('POST', `/api/v1/sections/${section.id}/terms`, body),
  )
  const { term } = section
  return (
    <SideForm
      title={t('monitoring.stations.newTerm')}
      busy={set.isPending}
      onClose={onClose}
      onSubmit={() => form.submit()}
    >
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={(values) => set.mutate(saidOf(values) as NewTerm, { onSuccess: onClose })}
        initialValues={{
          river: term?.river,
          upstream: term?.upstream?.code,
          downstream: term?.downstream?.code,
          targetClass: term?.targetClass,
        }}
      >
        <SinceField needed />
        <TermFields />
      </Form>
    </SideForm>
  )
}
