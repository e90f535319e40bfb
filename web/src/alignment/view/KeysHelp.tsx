import { Modal } from 'antd'
import { useTranslation } from 'react-i18next'
import { commands, keysOf } from './keyboard.ts'

/** 快捷键: the keys of the view, as the view itself knows them. */
export function KeysHelp({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation()
  return (
    <Modal open={open} title={t('keys.title')} footer={null} onCancel={onClose} width={420}>
      <dl className="keys">
        {commands.map((command) => (
          <div key={command}>
            <dt>{t(`alignment.keys.${command}`)}</dt>
            <dd>
              {keysOf[command].map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </Modal>
  )
}
