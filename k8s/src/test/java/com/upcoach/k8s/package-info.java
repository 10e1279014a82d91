/** Renders the manifests of this folder and of {@code coherence-operator}, and looks for what is wrong with them. */
@NullMarked
package com.upcoach.k8s;

import org.jspecify.annotations.NullMarked;
