import { paths } from '../lib/paths';
import { mount } from './mount';
import { firstPage, Pages, ready } from './route';
import { routes } from './staff.routes';
import './staff.css';

const pages = ready(routes);

mount(<Pages routes={pages} home={paths.staff} />, [firstPage(pages)]);
