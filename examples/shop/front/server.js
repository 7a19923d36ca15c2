const express = require('express');
const _ = require('lodash');

const goods = [{ id: 1, name: 'kettle', price: 30 }, { id: 2, name: 'cup', price: 5 }];
const app = express();
app.get('/', (req, res) => res.json(_.sortBy(goods, 'price')));
app.listen(8080);
