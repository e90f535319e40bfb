import { Form, Input, Modal, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { OrganizationRef } from '../../../src/plan/schemas.ts'
import type { Invitation, User } from '../../../src/server/schemas.ts'
import { OrganizationPicker } from '../gazetteer/OrganizationPicker.tsx'
import { ProblemNotice } from '../shell/ProblemNotice.tsx'
import type { RoleName } from './session.ts'
import { grant, invite, useUserChange } from './users.ts'

const roleNames = ['office', 'department', 'city', 'leader', 'administrator'] as const satisfies readonly RoleName[]

export function InviteDialog(props: {
  open: boolean
  onClose: () => void
  onInvited: (invitation: Invitation) => void
}) {
  const { t } = useTranslation()
  const [form] = Form.useForm<{ name: string; email: string }>()
  const change = useUserChange(invite)
  return (
    <Modal
      open={props.open}
      title={t('users.invite')}
      okText={t('users.makeLink')}
      confirmLoading={change.isPending}
      onCancel={props.onClose}
      onOk={() => form.submit()}
      destroyOnHidden
    >
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        preserve={false}
        onFinish={(person) => change.mutate(person, { onSuccess: (answer) => props.onInvited(answer.invitation) })}
      >
        <Form.Item name="name" label={t('users.name')} rules={[{ required: true, whitespace: true, max: 100 }]}>
          <Input autoFocus />
        </Form.Item>
        <Form.Item name="email" label={t('signIn.email')} rules={[{ required: true, type: 'email' }]}>
          <Input inputMode="email" />
        </Form.Item>
      </Form>
      {change.isError && <ProblemNotice problem={change.error} />}
    </Modal>
  )
}

/** Lets a user act for an organization, in one role. */
export function GrantDialog({ user, onClose }: { user: User | undefined; onClose: () => void }) {
  const { t } = useTranslation()
  const [form] = Form.useForm<{ organization: OrganizationRef; role: RoleName }>()
  const change = useUserChange(grant)
  return (
    <Modal
      open={user !== undefined}
      title={t('users.grantTitle', { name: user?.name ?? '' })}
      okText={t('users.grant')}
      confirmLoading={change.isPending}
      onCancel={onClose}
      onOk={() => form.submit()}
      destroyOnHidden
    >
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        preserve={false}
        onFinish={({ organization, role }) =>
          user && change.mutate({ user, organizationId: organization.id, role }, { onSuccess: onClose })
        }
      >
        <Form.Item
          name="organization"
          label={t('edit.organization')}
          rules={[{ required: true, message: t('units.typeName') }]}
        >
          <OrganizationPicker placeholder={t('units.typeName')} />
        </Form.Item>
        <Form.Item name="role" label={t('users.role')} rules={[{ required: true }]}>
          <Select options={roleNames.map((value) => ({ value, label: t(`roles.${value}`) }))} />
        </Form.Item>
      </Form>
      {change.isError && <ProblemNotice problem={change.error} />}
    </Modal>
  )
}
