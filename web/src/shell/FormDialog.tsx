import { Drawer, type DrawerProps, Modal, type ModalProps } from 'antd'

/** A dialog in which one types: it closes by its buttons only, so that Esc or a click beside it loses nothing. */
export function FormDialog(props: ModalProps) {
  return <Modal keyboard={false} mask={{ closable: false }} {...props} />
}

/** The same at the side of the page. */
export function FormDrawer(props: DrawerProps) {
  return <Drawer keyboard={false} mask={{ closable: false }} {...props} />
}
